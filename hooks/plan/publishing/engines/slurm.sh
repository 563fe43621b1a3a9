#!/bin/bash
# Many cities as an array on Slurm, two at a time in each task; all tasks write into one OUT on a shared file system:
#   sbatch --array=1-8 --export=ALL,CITIES=/srv/cities,OUT=/srv/out hooks/plan/publishing/engines/slurm.sh
# from the folder of the program, after `make .venv/site.done`. What became of all cities: OUT/.work/summary.html.
#SBATCH --job-name=plan-sites
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=04:00:00
set -eu
export PYTHONPATH=hooks
exec .venv/bin/python -m plan build-all "$CITIES" --out "$OUT" --jobs "$SLURM_CPUS_PER_TASK" \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --limit "${LIMIT:-3600}"
