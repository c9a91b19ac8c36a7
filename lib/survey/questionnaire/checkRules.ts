/**
 * Rules that intake has for every edition, whose problems a row of the log may settle by name; in words for a table.
 * What an edition checks beside these are its edit rules.
 */
export const CHECK_RULES = {
  angret: "Rettelse som er tatt tilbake",
  belop_mot_ifjor: "Beløp langt fra fjorårets",
  belop_enhet: "Beløp med enhet i tallformatet",
  belop_formel: "Beløp regnet ut av en formel",
  belop_null: "Beløp på 0 kroner",
  belop_omtrentlig: "Omtrentlig beløp",
  belop_skala: "Beløp langt fra de andre fra samme avsender",
  dobbeltregistrert: "Registrert to ganger",
  gjennomstreket: "Gjennomstreket svar",
  usynlig: "Svar som ikke synes i regnearket",
  id_ukjent: "Id som ikke sto i skjemaet",
  navn_mot_ifjor: "Under en annen id enn sist",
  flere_i_raden: "Flere i én rad",
  mottatt_mot_svardato: "Mottatt lenge før eller etter svardatoen",
} as const;
export type CheckRule = keyof typeof CHECK_RULES;
