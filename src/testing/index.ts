// Databases
export { databaseTest } from "./database-test.ts";
export type { DatabaseTest, DatabaseTestFunction, DatabaseTestOptions } from "./database-test.ts";
export { temporaryDatabase } from "./temporary-database.ts";
export type { TemporaryDatabase } from "./temporary-database.ts";
export { testDatabase } from "./test-database.ts";
export type { TestDatabase, TestDatabaseOptions } from "./test-database.ts";

// Requests
export { appTest } from "./app-test.ts";
export type { AppTest, AppTestInput, AppTestOptions } from "./app-test.ts";
export { testClient } from "./test-client.ts";
export type { TestClient, TestRequest, TestResponse } from "./test-client.ts";

// Assertions
export { assertQueries } from "./assert-queries.ts";

// Commands
export { callCommand } from "./call-command.ts";
export type { CallCommandOptions, CalledCommand } from "./call-command.ts";

// Rows
export { factory } from "./factory.ts";
export type { Defaults, Factory, Overrides } from "./factory.ts";
export { sequence } from "./sequence.ts";
export type { Sequence } from "./sequence.ts";

// Time and log
export { clock, fakeClock, memoryLog, silentLog } from "../core/index.ts";
export type { FakeClock, MemoryLog } from "../core/index.ts";

export { TESTING_NO_SAMPLE, TESTING_STUCK } from "./errors.ts";
