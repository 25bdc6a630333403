/** A room of the project, a folder or a file, and the rooms that it may import. */
export interface Layer {
	room: string;
	what: string;
	mayImport: string[];
}

export const LAYERS: readonly Layer[];
export const PUBLISHED: readonly string[];
export const LIBRARIES: readonly string[];
export const BUNDLED: Readonly<Record<string, string>>;
