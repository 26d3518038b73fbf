import { command } from "quintet/app";
import { Greeting } from "./models.ts";

const WORDS = {
  English: "Hello, world",
  German: "Hallo, Welt",
  French: "Bonjour, monde",
  Swahili: "Habari, dunia",
  Japanese: "こんにちは世界",
};

export const seed = command("seed", {
  description: "Adds the first greetings, if there is none",
  async run({ print }) {
    if (await Greeting.exists()) return;
    const rows = Object.entries(WORDS).map(([language, words]) => ({ language, words }));
    await Greeting.createMany(rows);
    print.success(`${rows.length} greetings`);
  },
});
