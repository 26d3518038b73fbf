import type { Query } from "../../db/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { ListPlan } from "./list-plan.ts";
import { type View, written } from "./view.ts";

/** What a page is made for. */
interface PageRequest {
  readonly list: ListPlan;
  readonly view: View;
  readonly params: Readonly<Record<string, unknown>>;
  readonly request: HttpRequest;
}

type Paginate = (asked: PageRequest, query: Query<any, any>) => Promise<unknown>;

/** The page of a query that a request asks for, in the form of the resource's pagination. */
export function paginated(asked: PageRequest, query: Query<any, any>): Promise<unknown> {
  const { kind } = asked.list.pagination;
  if (kind === "pages") return byPage(asked, query);
  return kind === "offsets" ? byOffset(asked, query) : byCursor(asked, query);
}

const byPage: Paginate = async ({ list, view, params, request }, query) => {
  const size = (params[list.sizeName] as number | undefined) ?? list.pagination.size;
  const found = await query.page((params["page"] as number | undefined) ?? 1, { size });
  const { page, pages, count, hasNext, hasPrevious } = found;
  return {
    count,
    next: hasNext ? linkOf(request, { page: page + 1 }) : null,
    // Beyond the last page it leads back to that.
    previous: hasPrevious ? linkOf(request, { page: Math.min(page - 1, pages) }) : null,
    results: await written(view, found.items),
  };
};

const byOffset: Paginate = async ({ list, view, params, request }, query) => {
  const limit = (params["limit"] as number | undefined) ?? list.pagination.size;
  const offset = (params["offset"] as number | undefined) ?? 0;
  const rows = await query.limit(limit).offset(offset);
  const isEnd = rows.length < limit && (rows.length > 0 || offset === 0);
  const count = isEnd ? offset + rows.length : await query.count();
  const before = Math.max(0, Math.min(offset, count) - limit);
  return {
    count,
    next: offset + limit < count ? linkOf(request, { limit, offset: offset + limit }) : null,
    previous: offset > 0 ? linkOf(request, { limit, offset: before }) : null,
    results: await written(view, rows),
  };
};

const byCursor: Paginate = async ({ list, view, params, request }, query) => {
  const size = (params[list.sizeName] as number | undefined) ?? list.pagination.size;
  const { after, before } = params as { after?: string; before?: string };
  const found = await query.cursor({
    size,
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
  });
  return {
    next: found.next === null ? null : linkOf(request, { after: found.next, before: null }),
    previous:
      found.previous === null ? null : linkOf(request, { before: found.previous, after: null }),
    results: await written(view, found.items),
  };
};

/** The address of the request with other parameters. */
function linkOf(request: HttpRequest, change: Record<string, string | number | null>): string {
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
  }
  return url.href;
}
