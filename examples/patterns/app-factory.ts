// An app made for a configuration that is chosen by name: development, test or production.
import { app, module } from "quintet";
import { defineSettings, type Profile } from "quintet/config";
import { get } from "quintet/http";
import { int } from "quintet/schema";

const settings = defineSettings({
  prefix: "SHOP_",
  fields: { pageSize: int({ min: 1, max: 100 }).default(20) },
  profiles: {
    development: { pageSize: 5 },
    production: { pageSize: 50, databaseUrl: "postgres://shop@db.example/shop" },
  },
});

const showSettings = get("/settings", () => {
  const { profile, pageSize, debug } = settings.get();
  return { profile, pageSize, debug };
});

const shop = module("shop", { routes: [showSettings] });

export function createApp(
  profile: Profile,
  env: Readonly<Record<string, string | undefined>> = {},
) {
  return app({ settings: settings.load({ profile, env }), modules: [shop] });
}
