import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model299 } from "./models-29.ts";
import { Model310, Model311, Model312, Model313, Model314, Model315, Model316 } from "./models-31.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model300 extends model("model300", {
  title: text({ max: 200 }),
  field300: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model301, { onDelete: "cascade" }); },
  get parent() { return one(() => Model300).nullable(); },
  get posts() { return many(() => Model299, "author"); },
  get tags() { return many(() => Model307); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model301 extends model("model301", {
  title: text({ max: 200 }),
  field301: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model302, { onDelete: "cascade" }); },
  get parent() { return one(() => Model301).nullable(); },
  get posts() { return many(() => Model300, "author"); },
  get tags() { return many(() => Model308); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model302 extends model("model302", {
  title: text({ max: 200 }),
  field302: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model303, { onDelete: "cascade" }); },
  get parent() { return one(() => Model302).nullable(); },
  get posts() { return many(() => Model301, "author"); },
  get tags() { return many(() => Model309); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model303 extends model("model303", {
  title: text({ max: 200 }),
  field303: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model304, { onDelete: "cascade" }); },
  get parent() { return one(() => Model303).nullable(); },
  get posts() { return many(() => Model302, "author"); },
  get tags() { return many(() => Model310); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model304 extends model("model304", {
  title: text({ max: 200 }),
  field304: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model305, { onDelete: "cascade" }); },
  get parent() { return one(() => Model304).nullable(); },
  get posts() { return many(() => Model303, "author"); },
  get tags() { return many(() => Model311); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model305 extends model("model305", {
  title: text({ max: 200 }),
  field305: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model306, { onDelete: "cascade" }); },
  get parent() { return one(() => Model305).nullable(); },
  get posts() { return many(() => Model304, "author"); },
  get tags() { return many(() => Model312); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model306 extends model("model306", {
  title: text({ max: 200 }),
  field306: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model307, { onDelete: "cascade" }); },
  get parent() { return one(() => Model306).nullable(); },
  get posts() { return many(() => Model305, "author"); },
  get tags() { return many(() => Model313); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model307 extends model("model307", {
  title: text({ max: 200 }),
  field307: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model308, { onDelete: "cascade" }); },
  get parent() { return one(() => Model307).nullable(); },
  get posts() { return many(() => Model306, "author"); },
  get tags() { return many(() => Model314); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model308 extends model("model308", {
  title: text({ max: 200 }),
  field308: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model309, { onDelete: "cascade" }); },
  get parent() { return one(() => Model308).nullable(); },
  get posts() { return many(() => Model307, "author"); },
  get tags() { return many(() => Model315); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model309 extends model("model309", {
  title: text({ max: 200 }),
  field309: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model310, { onDelete: "cascade" }); },
  get parent() { return one(() => Model309).nullable(); },
  get posts() { return many(() => Model308, "author"); },
  get tags() { return many(() => Model316); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}