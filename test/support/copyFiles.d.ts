/** Copies the built project into a folder, without what is kept between runs; its packages are ours, by links. */
export function copyFiles(folder: string): void;
