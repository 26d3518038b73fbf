import { after, beforeEach, describe } from "node:test";
import { Redis } from "ioredis";
import { memorySessions, redisSessions, type SessionStore } from "quintet/auth";
import type { Route } from "quintet/http";
import { appTest, type AppTest } from "quintet/testing";
import { postgres, redis } from "../services.ts";
import { shop } from "./shop.ts";

/** A kind of store, and what a suite has to know of it. */
export interface Place {
  readonly url?: string;
  readonly store?: SessionStore;
  /** Whether it forgets by itself what is over. */
  readonly forgets?: boolean;
  /** Where a test leaves something behind. */
  readonly empty?: () => Promise<unknown>;
}

/** Declares a suite of tests of an app with these routes once for each kind of store. */
export function eachStore(
  routes: readonly Route[],
  suite: (test: AppTest, place: Place) => void,
): void {
  const declare = (name: string, skip: string | false, place: () => Place): void => {
    describe(`sessions in ${name}`, { skip }, () => {
      const made = place();
      const { store, url, empty } = made;
      if (empty !== undefined) beforeEach(empty);
      const options = store === undefined ? {} : { sessions: { store } };
      suite(appTest(shop(routes, options), url === undefined ? {} : { url }), made);
    });
  };
  declare("SQLite", false, () => ({}));
  declare("PostgreSQL", postgres.missing, () => ({ url: postgres.url }));
  declare("memory", false, () => {
    const store = memorySessions();
    const ever = new Date("9999-01-01");
    return { store, empty: () => store.purge(ever, ever) };
  });
  declare("Redis", redis.missing, () => {
    const client = new Redis(redis.url, { lazyConnect: true });
    const prefix = `quintet-test-${process.pid}-sessions:`;
    const empty = async () => {
      const left = await client.keys(`${prefix}*`);
      if (left.length > 0) await client.del(...left);
    };
    after(async () => {
      await empty();
      await client.quit();
    });
    return { store: redisSessions(client, { prefix }), forgets: true, empty };
  });
}
