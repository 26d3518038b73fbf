import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model229 } from "./models-22.ts";
import { Model240, Model241, Model242, Model243, Model244, Model245, Model246 } from "./models-24.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model230 extends model("model230", {
  title: text({ max: 200 }),
  field230: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model231, { onDelete: "cascade" }); },
  get parent() { return one(() => Model230).nullable(); },
  get posts() { return many(() => Model229, "author"); },
  get tags() { return many(() => Model237); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model231 extends model("model231", {
  title: text({ max: 200 }),
  field231: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model232, { onDelete: "cascade" }); },
  get parent() { return one(() => Model231).nullable(); },
  get posts() { return many(() => Model230, "author"); },
  get tags() { return many(() => Model238); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model232 extends model("model232", {
  title: text({ max: 200 }),
  field232: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model233, { onDelete: "cascade" }); },
  get parent() { return one(() => Model232).nullable(); },
  get posts() { return many(() => Model231, "author"); },
  get tags() { return many(() => Model239); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model233 extends model("model233", {
  title: text({ max: 200 }),
  field233: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model234, { onDelete: "cascade" }); },
  get parent() { return one(() => Model233).nullable(); },
  get posts() { return many(() => Model232, "author"); },
  get tags() { return many(() => Model240); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model234 extends model("model234", {
  title: text({ max: 200 }),
  field234: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model235, { onDelete: "cascade" }); },
  get parent() { return one(() => Model234).nullable(); },
  get posts() { return many(() => Model233, "author"); },
  get tags() { return many(() => Model241); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model235 extends model("model235", {
  title: text({ max: 200 }),
  field235: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model236, { onDelete: "cascade" }); },
  get parent() { return one(() => Model235).nullable(); },
  get posts() { return many(() => Model234, "author"); },
  get tags() { return many(() => Model242); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model236 extends model("model236", {
  title: text({ max: 200 }),
  field236: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model237, { onDelete: "cascade" }); },
  get parent() { return one(() => Model236).nullable(); },
  get posts() { return many(() => Model235, "author"); },
  get tags() { return many(() => Model243); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model237 extends model("model237", {
  title: text({ max: 200 }),
  field237: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model238, { onDelete: "cascade" }); },
  get parent() { return one(() => Model237).nullable(); },
  get posts() { return many(() => Model236, "author"); },
  get tags() { return many(() => Model244); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model238 extends model("model238", {
  title: text({ max: 200 }),
  field238: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model239, { onDelete: "cascade" }); },
  get parent() { return one(() => Model238).nullable(); },
  get posts() { return many(() => Model237, "author"); },
  get tags() { return many(() => Model245); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model239 extends model("model239", {
  title: text({ max: 200 }),
  field239: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model240, { onDelete: "cascade" }); },
  get parent() { return one(() => Model239).nullable(); },
  get posts() { return many(() => Model238, "author"); },
  get tags() { return many(() => Model246); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}