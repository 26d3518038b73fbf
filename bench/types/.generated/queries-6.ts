import { Model60, Model61, Model62, Model63, Model64, Model65, Model66, Model67, Model68, Model69 } from "./models-6.ts";

export async function list60(search: string) {
  const rows = await Model60.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field60")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list61(search: string) {
  const rows = await Model61.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field61")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list62(search: string) {
  const rows = await Model62.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field62")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list63(search: string) {
  const rows = await Model63.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field63")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list64(search: string) {
  const rows = await Model64.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field64")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list65(search: string) {
  const rows = await Model65.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field65")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list66(search: string) {
  const rows = await Model66.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field66")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list67(search: string) {
  const rows = await Model67.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field67")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list68(search: string) {
  const rows = await Model68.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field68")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list69(search: string) {
  const rows = await Model69.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field69")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}
export {};