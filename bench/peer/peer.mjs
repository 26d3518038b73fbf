// For `node run.mjs --peer-file` of the peer bench: `peers/limit` and others against Quintet.
import { fileURLToPath } from "node:url";

export default [
  {
    name: "quintet",
    label: "Quintet, default stack",
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    command: ["{node}", "--conditions=quintet-source", "bench/peer/main.ts"],
    port: 4120,
    db: ["sqlite", "pg"],
  },
];
