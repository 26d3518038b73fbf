import { Model180, Model181, Model182, Model183, Model184, Model185, Model186, Model187, Model188, Model189 } from "./models-18.ts";

export async function list180(search: string) {
  const rows = await Model180.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field180")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list181(search: string) {
  const rows = await Model181.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field181")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list182(search: string) {
  const rows = await Model182.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field182")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list183(search: string) {
  const rows = await Model183.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field183")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list184(search: string) {
  const rows = await Model184.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field184")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list185(search: string) {
  const rows = await Model185.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field185")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list186(search: string) {
  const rows = await Model186.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field186")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list187(search: string) {
  const rows = await Model187.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field187")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list188(search: string) {
  const rows = await Model188.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field188")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list189(search: string) {
  const rows = await Model189.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field189")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}
export {};