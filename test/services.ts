/** A server that tests may need. `missing` is false, or the reason to give to `skip`. */
interface Service {
  readonly url: string;
  readonly missing: string | false;
}

/**
 * URL of a role that may create databases: `test(name, { skip: postgres.missing }, …)`.
 * `npm test` finds out what is there; a test file that is run by itself assumes that it is.
 */
export const postgres: Service = {
  url: process.env["QUINTET_TEST_POSTGRES"] ?? "postgres://postgres@127.0.0.1:5432/postgres",
  missing: process.env["QUINTET_SKIP_POSTGRES"] ?? false,
};

export const redis: Service = {
  url: process.env["QUINTET_TEST_REDIS"] ?? "redis://127.0.0.1:6379",
  missing: process.env["QUINTET_SKIP_REDIS"] ?? false,
};
