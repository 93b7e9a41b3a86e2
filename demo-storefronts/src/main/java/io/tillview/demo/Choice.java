package io.tillview.demo;

import java.util.SplittableRandom;

/** Draws one of several texts, some more often than others. Immutable. */
final class Choice {
    private final String[] texts;
    private final int[] upTo;

    /** Pairs of a text and how often it is drawn, as {@code "text", 3}. */
    static Choice of(Object... textsAndWeights) {
        return new Choice(textsAndWeights);
    }

    private Choice(Object[] textsAndWeights) {
        texts = new String[textsAndWeights.length / 2];
        upTo = new int[texts.length];
        int sum = 0;
        for (int i = 0; i < texts.length; i++) {
            texts[i] = (String) textsAndWeights[2 * i];
            sum += (Integer) textsAndWeights[2 * i + 1];
            upTo[i] = sum;
        }
    }

    String draw(SplittableRandom chance) {
        int at = chance.nextInt(upTo[upTo.length - 1]);
        int i = 0;
        while (at >= upTo[i]) {
            i++;
        }
        return texts[i];
    }
}
