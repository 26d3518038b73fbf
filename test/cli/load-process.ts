// Asks a server over connections that are kept alive, and over new ones, until it is told to stop.
import { Agent, get } from "node:http";

const [url = "", count = "0", newCount = "0"] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(count) });
const result = { answered: 0, refused: 0, failed: [] as string[], pids: new Set<number>() };
const state = { isOver: false };

process.on("message", () => (state.isOver = true));
process.on("disconnect", () => (state.isOver = true));
process.send?.("running");
await Promise.all([
  ...Array.from({ length: Number(count) }, () => client(agent)),
  ...Array.from({ length: Number(newCount) }, () => client(undefined)),
]);
process.send?.({ ...result, pids: [...result.pids] });
process.disconnect?.();
agent.destroy();

async function client(through: Agent | undefined): Promise<void> {
  while (!state.isOver) {
    try {
      result.pids.add(await ask(through));
      result.answered++;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // Nobody listens any more: no request was taken, so that none is lost.
      if (code === "ECONNREFUSED") return void result.refused++;
      result.failed.push(`${code ?? ""} ${message}`);
    }
  }
}

function ask(through: Agent | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: through ?? false }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
        else resolve((JSON.parse(text) as { pid: number }).pid);
      });
    });
    request.on("error", reject);
  });
}
