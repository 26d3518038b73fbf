// The application of the peer bench, written in Quintet with its default stack on: see peer.mjs.
import { app, module } from "quintet/app";
import { consoleLog } from "quintet/core";
import { database } from "quintet/db";
import { get, group, http } from "quintet/http";
import { Category, Post, Tag, User } from "./models.ts";
import { latest } from "./pages.ts";
import { posts } from "./posts.ts";
import { tokens } from "./token.ts";

const {
  PORT = "4120",
  HOST = "127.0.0.1",
  DB,
  DATABASE_PATH,
  DATABASE_URL,
  JWT_SECRET,
} = process.env;
const url = DB === "pg" ? DATABASE_URL! : `sqlite:${DATABASE_PATH}`;

await app({
  log: consoleLog({ level: "warn" }),
  modules: [
    http({ port: Number(PORT), host: HOST }),
    database({ url }),
    module("blog", {
      models: [User, Category, Tag, Post],
      routes: [
        get("/json", () => ({ message: "Hello, World!" })),
        latest,
        group("/api", { middleware: [tokens(JWT_SECRET ?? "")] }, [posts]),
      ],
    }),
  ],
}).start();
