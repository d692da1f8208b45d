public import NetworkValues

/// What became of a fault (manual 4.23.4). The numbers are the vendor's.
public enum FaultActivity: UInt8, Hashable, CaseIterable, Sendable {
    /// An alarm was raised.
    case alarm = 0
    /// An alarm is over.
    case alarmCleared = 1
    /// An alarm whose object is gone timed out.
    case alarmTimeout = 2
    /// A fault that does not last.
    case error = 3
}

/// Something that happened: what the journal keeps and notifications send.
public struct FaultRecord: Hashable, Sendable {
    /// What became of the fault.
    public var activity: FaultActivity
    /// The alarm's number; 0 for an event.
    public var alarmNumber: UInt32
    /// The code.
    public var code: FaultCode
    /// The severity that the devices give it.
    public var severity: FaultSeverity
    /// How serious it was to the operator at the time.
    public var seriousness: Seriousness
    /// Who reported it.
    public var subject: FaultSubject
    /// The module that reported it.
    public var source: String
    /// What happened.
    public var text: String
    /// When.
    public var time: Timestamp
    /// How often the alarm had been reported.
    public var count: UInt32
    /// Whether it came from a simulation.
    public var isSimulated: Bool

    /// Makes a record.
    public init(
        activity: FaultActivity, alarmNumber: UInt32, code: FaultCode, severity: FaultSeverity,
        seriousness: Seriousness, subject: FaultSubject, source: String, text: String, time: Timestamp,
        count: UInt32 = 1, isSimulated: Bool = false
    ) {
        self.activity = activity
        self.alarmNumber = alarmNumber
        self.code = code
        self.severity = severity
        self.seriousness = seriousness
        self.subject = subject
        self.source = source
        self.text = text
        self.time = time
        self.count = count
        self.isSimulated = isSimulated
    }
}
