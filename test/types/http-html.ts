// What the tag for HTML takes; checked by tsc, never run.
import { model, text } from "quintet/db";
import { html, type HtmlValue } from "quintet/http";

class Post extends model("post", { title: text() }) {}
const post = await Post.get(1);
const posts = await Post.all();

void html`${"a"}${1}${1n}${true}${null}${undefined}${new Date()}${new URL("https://a.b")}`;
void html`${post}${posts}${posts.map((one) => html`<li>${one.title}</li>`)}${new Set(["a"])}`;
void html`${post.isNew && html`<b>new</b>`}${html.join(["a", 1, post], html`<br>`)}`;
const given: HtmlValue = [post, "a", [1]];
void html`${given}`;
void html.join([given]);

// @ts-expect-error a promise is to be awaited
void html`${Post.get(1)}`;
// @ts-expect-error a query, too
void html`${Post.where({ title: "a" })}`;
// @ts-expect-error nobody knows what it is
void html`${JSON.parse("{}") as unknown}`;
// @ts-expect-error in a list, too
void html.join([Post.get(1)]);
// @ts-expect-error promises in a list
void html`${[1, 2].map(async (id) => (await Post.get(id)).title)}`;
