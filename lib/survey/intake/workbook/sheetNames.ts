/** The sheet that holds the answers. */
export const ANSWERS = "Svar";
/** The form's page of guidance. */
export const GUIDANCE = "Veiledning";
/** The form's answers to choose from. */
export const LISTS = "Lister";
