import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model29 } from "./models-2.ts";
import { Model40, Model41, Model42, Model43, Model44, Model45, Model46 } from "./models-4.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model30 extends model("model30", {
  title: text({ max: 200 }),
  field30: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model31, { onDelete: "cascade" }); },
  get parent() { return one(() => Model30).nullable(); },
  get posts() { return many(() => Model29, "author"); },
  get tags() { return many(() => Model37); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model31 extends model("model31", {
  title: text({ max: 200 }),
  field31: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model32, { onDelete: "cascade" }); },
  get parent() { return one(() => Model31).nullable(); },
  get posts() { return many(() => Model30, "author"); },
  get tags() { return many(() => Model38); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model32 extends model("model32", {
  title: text({ max: 200 }),
  field32: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model33, { onDelete: "cascade" }); },
  get parent() { return one(() => Model32).nullable(); },
  get posts() { return many(() => Model31, "author"); },
  get tags() { return many(() => Model39); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model33 extends model("model33", {
  title: text({ max: 200 }),
  field33: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model34, { onDelete: "cascade" }); },
  get parent() { return one(() => Model33).nullable(); },
  get posts() { return many(() => Model32, "author"); },
  get tags() { return many(() => Model40); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model34 extends model("model34", {
  title: text({ max: 200 }),
  field34: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model35, { onDelete: "cascade" }); },
  get parent() { return one(() => Model34).nullable(); },
  get posts() { return many(() => Model33, "author"); },
  get tags() { return many(() => Model41); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model35 extends model("model35", {
  title: text({ max: 200 }),
  field35: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model36, { onDelete: "cascade" }); },
  get parent() { return one(() => Model35).nullable(); },
  get posts() { return many(() => Model34, "author"); },
  get tags() { return many(() => Model42); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model36 extends model("model36", {
  title: text({ max: 200 }),
  field36: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model37, { onDelete: "cascade" }); },
  get parent() { return one(() => Model36).nullable(); },
  get posts() { return many(() => Model35, "author"); },
  get tags() { return many(() => Model43); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model37 extends model("model37", {
  title: text({ max: 200 }),
  field37: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model38, { onDelete: "cascade" }); },
  get parent() { return one(() => Model37).nullable(); },
  get posts() { return many(() => Model36, "author"); },
  get tags() { return many(() => Model44); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model38 extends model("model38", {
  title: text({ max: 200 }),
  field38: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model39, { onDelete: "cascade" }); },
  get parent() { return one(() => Model38).nullable(); },
  get posts() { return many(() => Model37, "author"); },
  get tags() { return many(() => Model45); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model39 extends model("model39", {
  title: text({ max: 200 }),
  field39: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model40, { onDelete: "cascade" }); },
  get parent() { return one(() => Model39).nullable(); },
  get posts() { return many(() => Model38, "author"); },
  get tags() { return many(() => Model46); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}