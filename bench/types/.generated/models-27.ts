import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model269 } from "./models-26.ts";
import { Model280, Model281, Model282, Model283, Model284, Model285, Model286 } from "./models-28.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model270 extends model("model270", {
  title: text({ max: 200 }),
  field270: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model271, { onDelete: "cascade" }); },
  get parent() { return one(() => Model270).nullable(); },
  get posts() { return many(() => Model269, "author"); },
  get tags() { return many(() => Model277); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model271 extends model("model271", {
  title: text({ max: 200 }),
  field271: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model272, { onDelete: "cascade" }); },
  get parent() { return one(() => Model271).nullable(); },
  get posts() { return many(() => Model270, "author"); },
  get tags() { return many(() => Model278); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model272 extends model("model272", {
  title: text({ max: 200 }),
  field272: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model273, { onDelete: "cascade" }); },
  get parent() { return one(() => Model272).nullable(); },
  get posts() { return many(() => Model271, "author"); },
  get tags() { return many(() => Model279); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model273 extends model("model273", {
  title: text({ max: 200 }),
  field273: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model274, { onDelete: "cascade" }); },
  get parent() { return one(() => Model273).nullable(); },
  get posts() { return many(() => Model272, "author"); },
  get tags() { return many(() => Model280); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model274 extends model("model274", {
  title: text({ max: 200 }),
  field274: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model275, { onDelete: "cascade" }); },
  get parent() { return one(() => Model274).nullable(); },
  get posts() { return many(() => Model273, "author"); },
  get tags() { return many(() => Model281); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model275 extends model("model275", {
  title: text({ max: 200 }),
  field275: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model276, { onDelete: "cascade" }); },
  get parent() { return one(() => Model275).nullable(); },
  get posts() { return many(() => Model274, "author"); },
  get tags() { return many(() => Model282); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model276 extends model("model276", {
  title: text({ max: 200 }),
  field276: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model277, { onDelete: "cascade" }); },
  get parent() { return one(() => Model276).nullable(); },
  get posts() { return many(() => Model275, "author"); },
  get tags() { return many(() => Model283); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model277 extends model("model277", {
  title: text({ max: 200 }),
  field277: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model278, { onDelete: "cascade" }); },
  get parent() { return one(() => Model277).nullable(); },
  get posts() { return many(() => Model276, "author"); },
  get tags() { return many(() => Model284); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model278 extends model("model278", {
  title: text({ max: 200 }),
  field278: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model279, { onDelete: "cascade" }); },
  get parent() { return one(() => Model278).nullable(); },
  get posts() { return many(() => Model277, "author"); },
  get tags() { return many(() => Model285); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model279 extends model("model279", {
  title: text({ max: 200 }),
  field279: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model280, { onDelete: "cascade" }); },
  get parent() { return one(() => Model279).nullable(); },
  get posts() { return many(() => Model278, "author"); },
  get tags() { return many(() => Model286); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}