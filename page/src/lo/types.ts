// What the program gives of a lô, as `batch::UnitReport` writes it.
import type { Remark } from '../types';

/** A unit of a lô, or a province: before it is made, or as it was made. */
export interface Unit {
  name: string;
  code: string;
  province: string;
  place: string;
  path: string;
  status: 'done' | 'refused';
  points: { achieved: string; converted: string | null; change: string | null; band: string | null; rank: number | null; ranked_of: number | null } | null;
  files: { path: string; sha256: string; bytes: number }[];
  findings: Remark[];
  acknowledged: Remark[];
  faults: Remark[];
  /** Whether it is the report of a province. */
  of_province?: boolean;
}
