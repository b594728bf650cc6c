/* An overlay of a directory that only this process and its children see. */
#ifndef EAGER_STAGE_OVERLAY_H
#define EAGER_STAGE_OVERLAY_H

/* What could not be done, in words that go before the system's reason; NULL where all is well. `folder` is empty and private. */
const char *eager_overlay_enter(const char *folder, const char *directory);

#endif
