// A service that needs an API key. The key is a setting; routes ask for the service and never see the key.
import { app, module } from "quintet/app";
import { defineSettings } from "quintet/config";
import { get, http, provider } from "quintet/http";
import { text, url } from "quintet/schema";

export const settings = defineSettings({
  prefix: "WEATHER_",
  fields: { apiKey: text({ min: 10 }).secret(), url: url().default("https://weather.example") },
});

export const weather = provider(({ signal }) => {
  const { apiKey, url: base } = settings.get();
  return {
    async today(city: string): Promise<string> {
      const headers = { "x-api-key": apiKey };
      const answer = await fetch(`${base}/today/${encodeURIComponent(city)}`, { headers, signal });
      if (!answer.ok) throw new Error(`The weather service answered ${answer.status}.`);
      return answer.text();
    },
  };
});

const forecast = get("/weather/:city", { use: { weather } }, async ({ params, weather: its }) => ({
  city: params.city,
  today: await its.today(params.city),
}));

export function weatherApp(env: Readonly<Record<string, string | undefined>>) {
  const values = settings.load({ env });
  const forecasts = module("forecasts", { routes: [forecast] });
  return app({ modules: [settings.module(values), http(), forecasts] });
}
