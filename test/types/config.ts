// What inference promises of settings; checked by tsc, never run.
import { defineSettings, type Profile, type SettingValues } from "quintet/config";
import { choice, datetime, int, list, text } from "quintet/schema";

// oxlint-disable typescript/no-unnecessary-type-parameters -- the usual way to compare two types exactly
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._proof: Equal<A, B> extends true ? [] : ["the types differ"]): void {}

const settings = defineSettings({
  prefix: "BLOG_",
  fields: {
    size: int().default(5),
    mode: choice("a", "b"),
    key: text().optional(),
    since: datetime().nullable(),
    tags: list(text()),
    database: { max: int(), s3: { bucket: text().optional() } },
  },
  profiles: {
    base: { port: 80, mode: "a" },
    production: { database: { max: 3 } },
    // @ts-expect-error there is no such setting
    test: { prot: 80 },
  },
});
const values = settings.load({ env: process.env });

// Fields give their value, lists that cannot be changed, groups their own values.
same<typeof values.size, number>();
same<typeof values.mode, "a" | "b">();
same<typeof values.key, string | undefined>();
same<typeof values.since, Date | null>();
same<typeof values.tags, readonly string[]>();
same<typeof values.database.max, number>();
same<typeof values.database.s3, { readonly bucket?: string }>();

// Every app has these.
same<typeof values.port, number>();
same<typeof values.redisUrl, string | undefined>();
same<typeof values.logLevel, "debug" | "info" | "warn" | "error">();
same<typeof values.allowedHosts, readonly string[]>();
same<typeof values.profile, Profile>();
same<(typeof settings)["~out"], typeof values>();
same<SettingValues<{}>["debug"], boolean>();

// @ts-expect-error values are read only
values.size = 6;
// @ts-expect-error in groups too
values.database.max = 6;
// @ts-expect-error a misspelt setting
void values.databse;
// @ts-expect-error "c" is none of the choices
settings.override({ mode: "c" }, () => {});
// @ts-expect-error an override has the type of its field
settings.load({ env: {}, override: { size: "6" } });
settings.override({ database: { s3: { bucket: "x" } } }, () => {});
// @ts-expect-error staging is none of the profiles
defineSettings({ prefix: "X_", profiles: { staging: {} } });
// @ts-expect-error a value is no field
defineSettings({ prefix: "X_", fields: { size: 5 } });
