/* What is in a stage's folder. */
#ifndef EAGER_STAGE_LAYOUT_H
#define EAGER_STAGE_LAYOUT_H

#define EAGER_STAGE_LAYER "layer" /* overlayfs's upper layer: what the program changed */
#define EAGER_STAGE_WORK "work"   /* overlayfs's own */
#define EAGER_STAGE_BEGUN "begun" /* an empty file, as old as the stage, by the clock of the file system */

#endif
