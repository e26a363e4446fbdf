/** How many of the backups that changes make are kept; 0 keeps all. Set once, by whoever knows the settings. */
export const backupsKept = { most: 50 };
