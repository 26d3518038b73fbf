// What inference promises of the client; checked by tsc, never run.
import { action, type Operation, resource } from "quintet/api";
import { app } from "quintet/app";
import { client, type Client } from "quintet/client";
import { type Policy, policy } from "quintet/db";
import { api } from "../api/client-api.ts";
import { Label } from "../api/rich-app.ts";

// oxlint-disable typescript/no-unnecessary-type-parameters -- the usual way to compare two types exactly
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._proof: Equal<A, B> extends true ? [] : ["the types differ"]): void {}

const calls = client<typeof api>({ url: "https://example.org/api", paths: { people: "/writers" } });

// The answer is what the handler gives, as JSON carries it.
const note = await calls.get("/notes/:id", { params: { id: 1 } });
same<typeof note, { id: number; loud: boolean; at: string | null }>();
// Of two routes with one path, the method chooses.
const days = await calls.get("/notes", { query: { day: "2026-11-20" } });
same<typeof days, string[]>();
// What has a default may be left out of a body.
const made = await calls.post("/notes", { body: { words: "a" } });
same<typeof made, { made: { words: string; stars: number } }>();

// Names are those of the code; what is sent has those of the wire.
const stats = await calls.post("/notes/stats", { body: { writtenSince: new Date() } });
same<typeof stats, { noteCount: number; lastNote: { writtenAt: string } }>();
// @ts-expect-error it is minStars here
await calls.post("/notes/stats", { body: { writtenSince: "" }, query: { min_stars: 1 } });

// @ts-expect-error parameters of the path have to be given
await calls.get("/notes/:id");
// @ts-expect-error there is no such parameter of the query
await calls.get("/notes/:id", { params: { id: 1 }, query: { quiet: true } });
// @ts-expect-error the query has to be given
await calls.get("/notes");
// @ts-expect-error there is no such route
await calls.get("/nothing");
// @ts-expect-error there is no such method of it
await calls.put("/notes", { body: { words: "a" } });
// @ts-expect-error it has to be a text
await calls.post("/notes", { body: { words: 1 } });
// @ts-expect-error there is no such resource
void calls.nothing;
// @ts-expect-error there is no such resource
client<typeof api>({ url: "", paths: { nobody: "/x" } });

// Resources are typed by their models and fields.
const { results } = await calls.articles.list({ status: "draft" });
same<(typeof results)[0]["title"], string>();
same<(typeof results)[0]["createdAt"], string>();
for await (const one of calls.labels.each()) same<typeof one.name, string>();
// @ts-expect-error it has to be a text
await calls.labels.create({ name: 1 });
// @ts-expect-error there is no such action
await calls.articles.run("unpublish");
await calls.articles.run("publish", { key: 1 });
const drafts = await calls.articles.run("drafts", { method: "GET", query: { page: 2 } });
same<(typeof drafts.results)[0]["createdAt"], string>();
const [article] = await calls.articles.createMany([{ title: "A", writerId: 1 }]);
await calls.articles.updateMany([{ id: article!.id, title: "B" }]);
await calls.articles.deleteMany([article!.id]);
// @ts-expect-error a title has to be given
await calls.articles.createMany([{ writerId: 1 }]);
// @ts-expect-error it has to be a text
await calls.articles.updateMany([{ id: 1, title: 2 }]);
// @ts-expect-error keys are numbers here
await calls.articles.deleteMany(["1"]);

// An app may carry the map.
const site = app({ modules: [], api });
const fromApp = client<typeof site>({ url: "", paths: { people: "/writers" } });
same<typeof fromApp, typeof calls>();
// @ts-expect-error an app without a map tells of nothing
void client<typeof bare>({ url: "" }).get("/notes");
const bare = app({ modules: [] });

// A resource has the calls of what the compiler knows it to offer.
const yes = () => true;
const full = policy(Label, { read: yes, create: yes, update: yes, delete: yes });
const someLabels = {
  all: resource(Label, { policy: full }),
  readable: resource(Label, { policy: policy(Label, { read: yes }) }),
  written: resource(Label, { policy: policy(Label, { read: yes, create: yes, publish: yes }) }),
  only: resource(Label, { policy: full, only: ["list", "create", "delete"], bulk: true }),
  bulk: resource(Label, { policy: full, bulk: ["update"] }),
  neither: resource(Label, { policy: policy(Label, { read: yes }), bulk: true }),
  acts: resource(Label, {
    policy: full,
    only: ["get"],
    actions: { rename: action.post("rename").on("one").run(yes) },
  }),
};
type CallsOf<K extends keyof typeof someLabels> = keyof Client<typeof someLabels>[K];
type Usual = "list" | "each" | "get" | "create" | "update" | "replace" | "delete";
same<CallsOf<"all">, Usual>();
same<CallsOf<"readable">, "list" | "each" | "get">();
same<CallsOf<"written">, "list" | "each" | "get" | "create">();
same<CallsOf<"only">, "list" | "each" | "create" | "delete" | "createMany" | "deleteMany">();
same<CallsOf<"bulk">, Usual | "updateMany">();
same<CallsOf<"neither">, "list" | "each" | "get">();
same<CallsOf<"acts">, "get" | "run">();
// @ts-expect-error the policy has no rule for it
void client<typeof someLabels>({ url: "" }).readable.delete(1);

// Of what is known when the program runs only, nothing is left out.
declare const somePolicy: Policy;
declare const someOperations: readonly Operation[];
declare const isInBulk: boolean;
const unknownLabels = {
  labels: resource(Label, { policy: somePolicy, only: someOperations, bulk: isInBulk }),
};
type Bulk = "createMany" | "updateMany" | "deleteMany";
same<keyof Client<typeof unknownLabels>["labels"], Usual | Bulk>();
// @ts-expect-error there is no such operation
resource(Label, { policy: full, only: ["lst"] });
// @ts-expect-error there is no such operation in bulk
resource(Label, { policy: full, bulk: ["replace"] });
