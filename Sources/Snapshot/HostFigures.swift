public import NetworkValues

/// Time that the processors of the host spent, in milliseconds since it booted, all processors together.
public struct ProcessorTimes: Sendable, Hashable {
    /// A kind of time, by the name that the kernel gives it (proc_stat(5)).
    public enum Kind: String, Sendable, CaseIterable {
        /// Programs, without those of low priority.
        case user
        /// Programs of low priority.
        case nice
        /// The kernel.
        case system
        /// Nothing to do.
        case idle
        /// Nothing to do until a disk answers.
        case iowait
        /// Hardware interrupts.
        case irq
        /// Software interrupts.
        case softirq
        /// Taken by other guests of the same machine.
        case steal
    }

    /// Milliseconds of each kind, in the order of `Kind.allCases`.
    public var milliseconds: [UInt64]

    /// Makes times of zero.
    public init() {
        milliseconds = Array(repeating: 0, count: Kind.allCases.count)
    }

    /// Milliseconds of one kind.
    public subscript(kind: Kind) -> UInt64 {
        get { milliseconds[Self.places[kind] ?? 0] }
        set { milliseconds[Self.places[kind] ?? 0] = newValue }
    }

    private static let places = Dictionary(uniqueKeysWithValues: zip(Kind.allCases, 0...))
}

/// The agent's own process.
public struct ProcessFigures: Sendable, Hashable {
    /// Address space in octets.
    public var virtualBytes: UInt64 = 0
    /// Threads.
    public var threads: UInt64 = 0
    /// Open file descriptors.
    public var openFiles: UInt64 = 0
    /// File descriptors that may be open at once; 0 when unknown.
    public var openFileLimit: UInt64 = 0
    /// When it started; `nil` when unknown.
    public var startedAt: Timestamp?

    /// Makes figures of zero.
    public init() {}
}

/// The file system that holds the agent's state.
public struct DiskFigures: Sendable, Hashable {
    /// Its size in octets; 0 when unknown.
    public var sizeBytes: UInt64 = 0
    /// What the agent may still write, in octets.
    public var availableBytes: UInt64 = 0
    /// What the agent's files take, in octets.
    public var stateBytes: UInt64 = 0

    /// Makes figures of zero.
    public init() {}
}

/// How the last run of a sampler went.
public struct SamplerStatus: Sendable, Hashable {
    /// The sampler's name, such as `cpu`.
    public var name: String
    /// Whether everything could be read.
    public var isSuccessful: Bool
    /// How long it took, in seconds.
    public var durationSeconds: Double

    /// Makes the status of a sampler.
    public init(name: String, isSuccessful: Bool, durationSeconds: Double) {
        self.name = name
        self.isSuccessful = isSuccessful
        self.durationSeconds = durationSeconds
    }
}
