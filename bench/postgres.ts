import { randomBytes } from "node:crypto";
import pg from "pg";
import { postgres } from "../test/services.ts";

/** A database of its own on the server of the tests; dropped at the end. */
export async function postgresBench(): Promise<AsyncDisposable & { readonly url: string }> {
  const name = `quintet_bench_${randomBytes(4).toString("hex")}`;
  await administer(`create database ${name}`);
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => administer(`drop database ${name} with (force)`),
  };
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  await client.query(sql);
  await client.end();
}
