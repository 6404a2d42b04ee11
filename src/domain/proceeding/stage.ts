export type TagColour = 'blue' | 'orange' | 'green' | 'red' | 'grey';

/** Everything that a proceeding says of one of its stages; a stage that is added is one more row. */
export interface StageRow {
  /** `side`: the proceeding waits there and goes back to the stage it came from. */
  readonly phase: 'prepare' | 'review' | 'side' | 'correct' | 'exit' | 'closed';
  /** Whose turn it is; a side stage is on the desk of the stage it goes back to. */
  readonly desk?: string;
  /** The clock that runs there for whoever has to act. */
  readonly clock?: string;
  readonly colour: TagColour;
}

/** The names of the stages whose row answers yes, in the order of the table. */
export const stagesWhere = <Stage extends string, Row extends StageRow>(
  rows: Readonly<Record<Stage, Row>>,
  wanted: (row: Row) => boolean,
): readonly Stage[] => (Object.keys(rows) as Stage[]).filter(stage => wanted(rows[stage]));
