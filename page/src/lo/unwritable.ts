// Why the browser could not write a file, in the user's words.

/** What is wrong, and what to do; and whether it is so of the whole folder, not of one file. */
const KNOWN: Record<string, [found: string, remedy: string, isOfAll?: true]> = {
  NotAllowedError: ['trình duyệt không được phép ghi vào thư mục đó', 'chọn lại thư mục và cho phép', true],
  SecurityError: ['trình duyệt không cho ghi vào thư mục này', 'chọn thư mục khác', true],
  NotFoundError: ['thư mục không còn đó', 'chọn lại thư mục', true],
  QuotaExceededError: ['hết chỗ trên đĩa', 'giải phóng chỗ rồi làm lại', true],
  NoModificationAllowedError: ['tệp đang mở trong Word, Excel hay chương trình khác', 'đóng tệp rồi làm lại'],
  InvalidStateError: ['tệp đang mở trong Word, Excel hay chương trình khác', 'đóng tệp rồi làm lại'],
  TypeMismatchError: ['ở đúng chỗ đó có một thư mục hay tệp khác loại', 'chọn thư mục khác'],
};

export class Unwritable extends Error {
  readonly found: string;
  readonly remedy: string;
  readonly isOfAll: boolean;

  constructor(readonly path: string, cause: unknown) {
    const name = cause instanceof DOMException ? cause.name : '';
    // A file that somebody holds is told in many ways.
    const [found, remedy, isOfAll] = KNOWN[name] ?? [`trình duyệt báo lỗi ${name || String(cause)}, có lẽ tệp đang mở ở chương trình khác`, 'đóng tệp rồi làm lại'];
    super(`${path}: ${found}; ${remedy}`);
    [this.found, this.remedy, this.isOfAll] = [found, remedy, isOfAll ?? false];
  }
}

export const told = (error: unknown) => (error instanceof Error ? error.message : String(error));
