import { Model80, Model81, Model82, Model83, Model84, Model85, Model86, Model87, Model88, Model89 } from "./models-8.ts";

export async function list80(search: string) {
  const rows = await Model80.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field80")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list81(search: string) {
  const rows = await Model81.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field81")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list82(search: string) {
  const rows = await Model82.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field82")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list83(search: string) {
  const rows = await Model83.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field83")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list84(search: string) {
  const rows = await Model84.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field84")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list85(search: string) {
  const rows = await Model85.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field85")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list86(search: string) {
  const rows = await Model86.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field86")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list87(search: string) {
  const rows = await Model87.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field87")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list88(search: string) {
  const rows = await Model88.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field88")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list89(search: string) {
  const rows = await Model89.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field89")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}
export {};