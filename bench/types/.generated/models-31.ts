import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model309 } from "./models-30.ts";
import { Model0, Model1, Model2, Model3, Model4, Model5, Model6 } from "./models-0.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model310 extends model("model310", {
  title: text({ max: 200 }),
  field310: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model311, { onDelete: "cascade" }); },
  get parent() { return one(() => Model310).nullable(); },
  get posts() { return many(() => Model309, "author"); },
  get tags() { return many(() => Model317); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model311 extends model("model311", {
  title: text({ max: 200 }),
  field311: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model312, { onDelete: "cascade" }); },
  get parent() { return one(() => Model311).nullable(); },
  get posts() { return many(() => Model310, "author"); },
  get tags() { return many(() => Model318); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model312 extends model("model312", {
  title: text({ max: 200 }),
  field312: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model313, { onDelete: "cascade" }); },
  get parent() { return one(() => Model312).nullable(); },
  get posts() { return many(() => Model311, "author"); },
  get tags() { return many(() => Model319); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model313 extends model("model313", {
  title: text({ max: 200 }),
  field313: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model314, { onDelete: "cascade" }); },
  get parent() { return one(() => Model313).nullable(); },
  get posts() { return many(() => Model312, "author"); },
  get tags() { return many(() => Model0); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model314 extends model("model314", {
  title: text({ max: 200 }),
  field314: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model315, { onDelete: "cascade" }); },
  get parent() { return one(() => Model314).nullable(); },
  get posts() { return many(() => Model313, "author"); },
  get tags() { return many(() => Model1); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model315 extends model("model315", {
  title: text({ max: 200 }),
  field315: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model316, { onDelete: "cascade" }); },
  get parent() { return one(() => Model315).nullable(); },
  get posts() { return many(() => Model314, "author"); },
  get tags() { return many(() => Model2); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model316 extends model("model316", {
  title: text({ max: 200 }),
  field316: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model317, { onDelete: "cascade" }); },
  get parent() { return one(() => Model316).nullable(); },
  get posts() { return many(() => Model315, "author"); },
  get tags() { return many(() => Model3); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model317 extends model("model317", {
  title: text({ max: 200 }),
  field317: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model318, { onDelete: "cascade" }); },
  get parent() { return one(() => Model317).nullable(); },
  get posts() { return many(() => Model316, "author"); },
  get tags() { return many(() => Model4); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model318 extends model("model318", {
  title: text({ max: 200 }),
  field318: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model319, { onDelete: "cascade" }); },
  get parent() { return one(() => Model318).nullable(); },
  get posts() { return many(() => Model317, "author"); },
  get tags() { return many(() => Model5); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model319 extends model("model319", {
  title: text({ max: 200 }),
  field319: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model0, { onDelete: "cascade" }); },
  get parent() { return one(() => Model319).nullable(); },
  get posts() { return many(() => Model318, "author"); },
  get tags() { return many(() => Model6); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}