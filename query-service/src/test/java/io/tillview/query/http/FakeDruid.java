package io.tillview.query.http;

import io.tillview.query.answering.BrokerReach;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.scoping.ScopedSql;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Stands in for Druid: answers what it was told to, and remembers what it was asked. */
@Alternative
@Priority(1)
@Singleton
class FakeDruid implements QueryRunner, BrokerReach {
    final List<ScopedSql> asked = new CopyOnWriteArrayList<>();
    volatile RunOutcome outcome = new RunOutcome.Rows(List.of(List.of(3L)));
    /** What it answers, in turn, where one question takes several queries; the last is given again and again. */
    volatile List<RunOutcome> inTurn = List.of();

    /** What it waits for before it answers. */
    volatile CountDownLatch until = new CountDownLatch(0);

    volatile boolean throwing;
    volatile boolean answering = true;

    void reset() {
        asked.clear();
        inTurn = List.of();
        outcome = new RunOutcome.Rows(List.of(List.of(3L)));
        until = new CountDownLatch(0);
        throwing = false;
        answering = true;
    }

    @Override
    public RunOutcome run(ScopedSql sql) {
        asked.add(sql);
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (throwing) {
            throw new IllegalStateException("secret inner workings");
        }
        return inTurn.isEmpty() ? outcome : inTurn.get(Math.min(asked.size(), inTurn.size()) - 1);
    }

    @Override
    public boolean isAnyAnswering() {
        return answering;
    }
}
