package io.tillview.cluster.segments;

import org.apache.druid.client.ServerView.CallbackAction;
import org.apache.druid.client.TimelineServerView.TimelineCallback;
import org.apache.druid.segment.realtime.appenderator.SegmentSchemas;
import org.apache.druid.server.coordination.DruidServerMetadata;
import org.apache.druid.timeline.DataSegment;

/**
 * Hears of each change of what a Broker serves. A server more or less counts as well: it may be what makes a growing segment a
 * finished one, or the other way round.
 */
record TimelineChanges(ChangeLog log) implements TimelineCallback {

    @Override
    public CallbackAction timelineInitialized() {
        return CallbackAction.CONTINUE;
    }

    @Override
    public CallbackAction segmentAdded(DruidServerMetadata server, DataSegment segment) {
        return changed(segment);
    }

    @Override
    public CallbackAction segmentRemoved(DataSegment segment) {
        return changed(segment);
    }

    @Override
    public CallbackAction serverSegmentRemoved(DruidServerMetadata server, DataSegment segment) {
        return changed(segment);
    }

    @Override
    public CallbackAction segmentSchemasAnnounced(SegmentSchemas schemas) {
        return CallbackAction.CONTINUE;
    }

    private CallbackAction changed(DataSegment segment) {
        log.changed(segment.getDataSource(), segment.getInterval());
        return CallbackAction.CONTINUE;
    }
}
