/// Whether a fault lasts.
public enum FaultKind: UInt8, Hashable, CaseIterable, Sendable {
    /// It lasts until it is cleared.
    case alarm = 1
    /// It happens and is over.
    case event = 2
    /// It may be either: the manual does not say which.
    case both = 3
}

/// What is known of a fault code.
public struct FaultDefinition: Hashable, Sendable {
    /// The code.
    public let code: FaultCode
    /// A unique name, in lower camel case.
    public let label: String
    /// The part of the devices' software that reports it, as the manual calls it: `Master`, `ipproc`.
    public let module: String
    /// A short title, without a full stop.
    public let title: String
    /// What it means, in one or two sentences, at most 255 octets.
    public let summary: String
    /// The devices that can report it.
    public let families: DeviceFamilies
    /// The severity that the devices give it.
    public let severity: FaultSeverity
    /// Whether it lasts.
    public let kind: FaultKind
    /// What may be behind it, at most 255 octets; `nil` when nothing is known.
    public let cause: String?
    /// What helps, at most 255 octets; `nil` when nothing is known.
    public let remedy: String?

    /// Makes a definition.
    public init(
        code: FaultCode, label: String, module: String, title: String, summary: String, families: DeviceFamilies,
        severity: FaultSeverity, kind: FaultKind, cause: String? = nil, remedy: String? = nil
    ) {
        self.code = code
        self.label = label
        self.module = module
        self.title = title
        self.summary = summary
        self.families = families
        self.severity = severity
        self.kind = kind
        self.cause = cause
        self.remedy = remedy
    }
}
