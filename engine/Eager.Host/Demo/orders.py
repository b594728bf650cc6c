"""How did the shop do last year? Orders, returns, customer groups."""
import math
import random
import sqlite3
import statistics
from collections import Counter, defaultdict
from datetime import date, timedelta

rng = random.Random(2026)
first_day = date(2025, 1, 1)
regions = ["north", "south", "east", "west"]

orders = []
for number in range(220_000):
    day = first_day + timedelta(days=rng.randrange(365))
    season = 1 + 0.3 * math.sin(2 * math.pi * day.timetuple().tm_yday / 365)
    amount = round(rng.lognormvariate(3.2, 0.6) * season, 2)
    orders.append((number, day.isoformat(), rng.choice(regions), rng.randrange(4000), amount))
print(f"{len(orders):,} orders, {sum(o[4] for o in orders):,.0f} in sales")

db = sqlite3.connect(":memory:")
db.execute("create table orders (id integer, day text, region text, customer integer, amount real)")
db.executemany("insert into orders values (?, ?, ?, ?, ?)", orders)
by_region = db.execute("select region, count(*), avg(amount) from orders group by region order by 3 desc").fetchall()
for region, count, mean in by_region:
    print(f"  {region:<6}{count:>7,} orders, {mean:6.2f} on average")

monthly = Counter()
for _, day, _, _, amount in orders:
    monthly[day[:7]] += amount
best = max(monthly, key=monthly.get)
print(f"best month: {best} with {monthly[best]:,.0f}")

sample = [o[4] for o in rng.sample(orders, 2000)]
means = sorted(statistics.fmean(rng.choices(sample, k=500)) for _ in range(3000))
print(f"mean order: 95 % between {means[75]:.2f} and {means[-75]:.2f}")

spending = defaultdict(float)
for _, _, _, customer, amount in orders:
    spending[customer] += amount
centers = [1200.0, 1600.0, 2000.0]
for _ in range(25):
    groups = [[], [], []]
    for value in spending.values():
        groups[min(range(3), key=lambda k: abs(value - centers[k]))].append(value)
    centers = [statistics.fmean(g) if g else c for g, c in zip(groups, centers)]
print("customer groups:", ", ".join(f"{len(g)} near {c:,.0f}" for g, c in zip(groups, centers)))
print("done")
