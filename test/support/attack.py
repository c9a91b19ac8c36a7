"""Which questions a publication answers, found by OR-tools' CP-SAT (PyPI: ortools).

Reads {"first": whether one is enough, "truth": [0, 1, …], "constraints": [{"n", "of": [[variable, factor], …], "relation"}], "questions": [{"name", "n",
"of", "was", "most"}]} and writes {"told": [name, …], "undecided": [name, …], "solved": n}. A question is a sum; it is told
when it is the same in every completion that meets all constraints.
"""

import json
import sys

from ortools.sat.python import cp_model

SECONDS_EACH = 120
SECONDS_TOGETHER = 10

given = json.load(sys.stdin)
truth = given["truth"]
model = cp_model.CpModel()
for i, value in enumerate(truth):
    model.add_hint(model.new_bool_var(f"x{i}"), value)


def linear(made, of, n):
    return sum(factor * made.get_bool_var_from_proto_index(variable) for variable, factor in of) + n


for one in given["constraints"]:
    total = linear(model, one["of"], one["n"])
    relation = one["relation"]
    model.add(total == 0 if relation == "=" else total <= 0 if relation == "<=" else total >= 0)


def value_of(question, completion):
    return question["n"] + sum(factor * completion[variable] for variable, factor in question["of"])


solved = 0


def solve(demand, seconds):
    """A completion, None when there is none, False when the time was too short."""
    global solved
    solved += 1
    made = model.clone()
    demand(made)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(made)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return [solver.value(made.get_bool_var_from_proto_index(i)) for i in range(len(truth))]
    return None if status == cp_model.INFEASIBLE else False


def otherwise(question):
    was, most = question["was"], question["most"]

    def demand(made):
        total = linear(made, question["of"], question["n"])
        if was == 0:
            made.add(total >= 1)
        elif was == most:
            made.add(total <= was - 1)
        else:
            more = made.new_bool_var("more")
            made.add(total >= was + 1).only_enforce_if(more)
            made.add(total <= was - 1).only_enforce_if(~more)

    return demand


questions = given["questions"]
told = [q["name"] for q in questions if not q["of"]]
rest = [q for q in questions if q["of"]]
undecided = []

# Completions in which as many as can be are otherwise: each of them settles many questions.
while rest:

    def most_otherwise(made):
        made.maximize(
            sum((1 if q["was"] == 0 else -1) * linear(made, q["of"], q["n"]) for q in rest)
        )

    completion = solve(most_otherwise, SECONDS_TOGETHER)
    left = [q for q in rest if value_of(q, completion) == q["was"]] if completion else rest
    settled = len(rest) - len(left)
    rest = left
    if settled < 10:
        break

while rest and not (given["first"] and told):
    question = rest.pop(0)
    completion = solve(otherwise(question), SECONDS_EACH)
    if completion is None:
        told.append(question["name"])
    elif completion is False:
        undecided.append(question["name"])
    else:
        rest = [q for q in rest if value_of(q, completion) == q["was"]]

json.dump({"told": told, "undecided": undecided, "solved": solved}, sys.stdout)
