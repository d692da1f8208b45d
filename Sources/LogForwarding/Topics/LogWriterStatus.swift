public import Journal

/// What became of the lines that the agent wrote itself.
public struct LogWriterStatus: Sendable, Equatable {
    /// Of one topic, since the start.
    public struct Counts: Sendable, Equatable {
        /// Lines that were let through.
        public var taken: UInt64 = 0
        /// Lines that were not wanted, because the topic is off.
        public var switchedOff: UInt64 = 0
        /// Lines over the topic's rate.
        public var suppressed: UInt64 = 0
        /// Lines that were let through and lost, because too many waited for the journal.
        public var dropped: UInt64 = 0

        /// Counts of nothing.
        public init() {}

        /// Lines that are in the journal or wait for it.
        public var written: UInt64 { taken - min(taken, dropped) }
    }

    /// A topic with its switch.
    public struct Topic: Sendable, Equatable {
        /// The topic.
        public var topic: LogTopic
        /// Whether it is on.
        public var isOn: Bool
        /// What became of its lines.
        public var counts: Counts
    }

    /// All topics, in the order in which they are shown.
    public var topics: [Topic]
    /// Lines that wait for the journal.
    public var waiting: Int
    /// Times that the journal did not take lines.
    public var failures: UInt64
}
