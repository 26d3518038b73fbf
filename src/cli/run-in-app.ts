import type { App } from "../app/index.ts";
import { actor, requestId, signal as contextSignal, uuidv7, withSlots } from "../core/index.ts";
import { withoutListening } from "../http/index.ts";

/**
 * Runs `fn` in the app, as the command `name`, with an id of its own in logs and changes.
 *
 * The app is started before and stopped after, unless it runs already.
 */
export async function runInApp<T>(
  app: App,
  name: string,
  signal: AbortSignal,
  fn: () => T | PromiseLike<T>,
): Promise<T> {
  const slots = [
    requestId.as(uuidv7()),
    actor.as({ id: `command:${name}`, name: `quintet ${name}` }),
    contextSignal.as(signal),
  ];
  const isOurs = !app.isRunning;
  // A command opens no port: the app may be served by another process meanwhile.
  if (isOurs) await withoutListening(() => app.start());
  try {
    return await app.run(() => withSlots(slots, async () => fn()));
  } finally {
    if (isOurs) await app.stop();
  }
}
