import { get, html, type SafeHtml } from "quintet/http";
import { Post } from "./models.ts";

const layout = (title: string, main: SafeHtml | SafeHtml[]): SafeHtml => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} - Bench Blog</title>
</head>
<body>
<header><h1>Bench Blog</h1><nav><a href="/posts">Posts</a> <a href="/about">About</a></nav></header>
<main>
${main}
</main>
<footer>Peer bench</footer>
</body>
</html>
`;

const newest = () =>
  Post.where({ status: "published", publishedAt: { not: null } })
    .select("id", "title", "slug", "content", "publishedAt")
    .with(
      { author: { select: ["username"] } },
      { category: { select: ["name"] } },
      { tags: { select: ["name"] } },
    )
    .order("-publishedAt")
    .limit(20);

type Newest = Awaited<ReturnType<typeof newest>>[number];

const article = (post: Newest): SafeHtml => html`<article id="post-${post.id}">
<h2><a href="/posts/${post.slug}">${post.title}</a></h2>
<p class="meta">by ${post.author.username} in ${post.category.name} on ${post.publishedAt!.toISOString().slice(0, 10)}</p>
<p>${post.content}</p>
<ul>${post.tags.map(({ name }) => html`<li>${name}</li>`)}</ul>
</article>
`;

export const latest = get("/posts", async () =>
  layout("Latest posts", (await newest()).map(article)),
);
