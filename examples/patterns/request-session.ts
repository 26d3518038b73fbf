// A session for each request: opened when first asked for, shared by all who ask, rolled back when the
// request fails, closed in any case.
import { app, module } from "quintet/app";
import { conflict, get, http, post, provider } from "quintet/http";
import { int } from "quintet/schema";

/** Stands for a connection to some store, and notes what is done with it. */
export class Session {
  readonly steps: string[] = ["open"];
  add = (amount: number): void => void this.steps.push(`add ${amount}`);
  rollBack = async (): Promise<void> => void this.steps.push("roll back");
  close = async (): Promise<void> => void this.steps.push("close");
}

export const sessions: Session[] = [];

const session = provider(async function* () {
  const opened = new Session();
  sessions.push(opened);
  try {
    yield opened;
  } catch (error) {
    await opened.rollBack();
    throw error;
  } finally {
    await opened.close();
  }
});

/** Providers use providers; both get the same session. */
const ledger = provider({ session }, ({ session: its }) => ({ pay: its.add }));

const deposit = post(
  "/deposits",
  { body: { amount: int() }, use: { session, ledger } },
  ({ body, session: its, ledger: book }) => {
    book.pay(body.amount);
    if (body.amount < 0) throw conflict("A deposit cannot be negative.");
    return { steps: its.steps };
  },
);

const front = get("/", () => "No session is opened for this.");

export default app({ modules: [http(), module("bank", { routes: [deposit, front] })] });
