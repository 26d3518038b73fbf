// Imported before each test file: what a test may not leave behind fails its file.
import { after } from "node:test";

/** How long open handles may take to close once the last test of a file has ended. */
const leakLimitMs = 3_000;
/** A file that still runs after this is stuck. Timers are unref'd: they never keep a file alive. */
const fileLimitMs = Number(
  process.env.QUINTET_TEST_FILE_LIMIT_MS ?? (process.env.CI === "true" ? 300_000 : 120_000),
);

const allowedWarnings = [/^SQLite is an experimental feature/];

process.on("warning", (warning) => {
  if (allowedWarnings.some((allowed) => allowed.test(warning.message))) return;
  failFile(`a warning: ${warning.stack ?? warning.message}`);
});

// node:test only notes what is thrown after its test has ended.
process.on("unhandledRejection", (reason) =>
  failFile(`an unhandled rejection: ${inspect(reason)}`),
);
process.on("uncaughtExceptionMonitor", (error) =>
  failFile(`an uncaught exception: ${inspect(error)}`),
);

after(() => exitIfAlive(leakLimitMs, "handles still open after the last test"));
exitIfAlive(fileLimitMs, `the file has not ended after ${fileLimitMs} ms`);

function exitIfAlive(limitMs, problem) {
  setTimeout(() => {
    failFile(`${problem}: ${process.getActiveResourcesInfo().join(", ")}`);
    process.exit(1);
  }, limitMs).unref();
}

function failFile(problem) {
  process.exitCode = 1;
  console.error(`strict: ${problem}`);
}

function inspect(error) {
  return error instanceof Error ? error.stack : String(error);
}
