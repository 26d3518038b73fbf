import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model279 } from "./models-27.ts";
import { Model290, Model291, Model292, Model293, Model294, Model295, Model296 } from "./models-29.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model280 extends model("model280", {
  title: text({ max: 200 }),
  field280: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model281, { onDelete: "cascade" }); },
  get parent() { return one(() => Model280).nullable(); },
  get posts() { return many(() => Model279, "author"); },
  get tags() { return many(() => Model287); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model281 extends model("model281", {
  title: text({ max: 200 }),
  field281: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model282, { onDelete: "cascade" }); },
  get parent() { return one(() => Model281).nullable(); },
  get posts() { return many(() => Model280, "author"); },
  get tags() { return many(() => Model288); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model282 extends model("model282", {
  title: text({ max: 200 }),
  field282: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model283, { onDelete: "cascade" }); },
  get parent() { return one(() => Model282).nullable(); },
  get posts() { return many(() => Model281, "author"); },
  get tags() { return many(() => Model289); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model283 extends model("model283", {
  title: text({ max: 200 }),
  field283: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model284, { onDelete: "cascade" }); },
  get parent() { return one(() => Model283).nullable(); },
  get posts() { return many(() => Model282, "author"); },
  get tags() { return many(() => Model290); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model284 extends model("model284", {
  title: text({ max: 200 }),
  field284: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model285, { onDelete: "cascade" }); },
  get parent() { return one(() => Model284).nullable(); },
  get posts() { return many(() => Model283, "author"); },
  get tags() { return many(() => Model291); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model285 extends model("model285", {
  title: text({ max: 200 }),
  field285: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model286, { onDelete: "cascade" }); },
  get parent() { return one(() => Model285).nullable(); },
  get posts() { return many(() => Model284, "author"); },
  get tags() { return many(() => Model292); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model286 extends model("model286", {
  title: text({ max: 200 }),
  field286: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model287, { onDelete: "cascade" }); },
  get parent() { return one(() => Model286).nullable(); },
  get posts() { return many(() => Model285, "author"); },
  get tags() { return many(() => Model293); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model287 extends model("model287", {
  title: text({ max: 200 }),
  field287: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model288, { onDelete: "cascade" }); },
  get parent() { return one(() => Model287).nullable(); },
  get posts() { return many(() => Model286, "author"); },
  get tags() { return many(() => Model294); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model288 extends model("model288", {
  title: text({ max: 200 }),
  field288: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model289, { onDelete: "cascade" }); },
  get parent() { return one(() => Model288).nullable(); },
  get posts() { return many(() => Model287, "author"); },
  get tags() { return many(() => Model295); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model289 extends model("model289", {
  title: text({ max: 200 }),
  field289: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model290, { onDelete: "cascade" }); },
  get parent() { return one(() => Model289).nullable(); },
  get posts() { return many(() => Model288, "author"); },
  get tags() { return many(() => Model296); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}