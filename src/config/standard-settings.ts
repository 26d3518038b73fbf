import { bool, choice, int, list, text, url } from "../schema/index.ts";
import type { Profile } from "./profile.ts";

const DIFFERENT_CHARACTERS = 8;

/** What only this machine may ask for; `.localhost` is every name below it. */
const LOCAL_HOSTS = ["localhost", ".localhost", "127.0.0.1", "[::1]"];

/**
 * The settings that every app has, without a prefix: `port` is `PORT`.
 *
 * `secretKey` and `allowedHosts` have to be given in production; see the guide for the other profiles.
 */
export const standardSettings = {
  port: int({ min: 0, max: 65_535 })
    .default(3000)
    .help("Port that it listens on; 0 takes a free one"),
  host: text({ min: 1 }).help("Address that it listens on"),
  publicUrl: url().optional().help("Where people reach it, for links in mails"),
  databaseUrl: url({ protocols: ["sqlite", "postgres", "postgresql"] })
    .default("sqlite:./data/app.db")
    .help("The database"),
  redisUrl: url({ protocols: ["redis", "rediss"] })
    .optional()
    .help("Cache, queue and channels of several processes"),
  secretKey: text({ min: 32, max: 1024 })
    .rule(
      (key) => new Set(key).size >= DIFFERENT_CHARACTERS,
      `must have ${DIFFERENT_CHARACTERS} different characters: \`openssl rand -base64 48\` makes one`,
    )
    .secret()
    .help("Signs cookies, links and tokens"),
  oldSecretKeys: list(text({ min: 32, max: 1024 }))
    .secret()
    .default([])
    .help("Former secret keys whose signatures still hold"),
  logLevel: choice("debug", "info", "warn", "error")
    .default("info")
    .help("Lines below it are dropped"),
  debug: bool().default(false).help("Shows errors with their source; for your eyes only"),
  allowedHosts: list(text({ min: 1, max: 255 })).help(
    "Names it answers to; .example.com is all below it, * is all",
  ),
  trustedProxies: list(text({ min: 1, max: 64 }))
    .default([])
    .help("Addresses or networks whose X-Forwarded-… headers are believed"),
};

/** What the profiles say of the settings that every app has, below what the app says. */
export const STANDARD_PROFILES: Readonly<Record<Profile, Readonly<Record<string, unknown>>>> = {
  development: { host: "127.0.0.1", debug: true, allowedHosts: LOCAL_HOSTS },
  test: {
    host: "127.0.0.1",
    databaseUrl: "sqlite::memory:",
    logLevel: "warn",
    allowedHosts: LOCAL_HOSTS,
  },
  // A container is reached from outside of it.
  production: { host: "0.0.0.0" },
};

/** Whether a value is meant for another program that reads the same name. */
export function isOfOthers(name: string, given: string): boolean {
  // The npm package `debug` takes patterns there: DEBUG=fastify:*
  return name === "DEBUG" && /[*:,]/.test(given);
}
