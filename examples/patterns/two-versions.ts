// Two versions of an API side by side: by the path (`/api/v2/books`) or by the header `X-API-Version`.
import { versioned } from "quintet/api";
import { app, module } from "quintet/app";
import { get, http } from "quintet/http";

const BOOKS = [{ title: "Middlemarch", author: "George Eliot" }];

const titles = get("/books", () => BOOKS.map(({ title }) => title));

const books = get("/books", () => ({ count: BOOKS.length, results: BOOKS }));

const library = versioned("/api", {
  default: "v1",
  versions: {
    v1: { routes: [titles], deprecation: { since: "2026-06-01", sunset: "2027-06-01" } },
    v2: { routes: [books] },
  },
});

export default app({ modules: [http(), module("library", { routes: [library] })] });
