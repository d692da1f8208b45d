public import NetworkValues

/// What makes an alarm that alarm: device, source and code (manual 4.23.3).
public struct AlarmKey: Hashable, Comparable, Sendable {
    /// The device that reports it.
    public var device: DeviceID
    /// The module that reports it.
    public var source: String
    /// The code.
    public var code: FaultCode

    /// Makes a key.
    public init(device: DeviceID, source: String, code: FaultCode) {
        self.device = device
        self.source = source
        self.code = code
    }

    /// Orders by device, then code, then source.
    public static func < (left: AlarmKey, right: AlarmKey) -> Bool {
        (left.device, left.code, left.source) < (right.device, right.code, right.source)
    }
}

/// An alarm that stands.
public struct Alarm: Hashable, Sendable {
    /// The number, 1 to 2,147,483,647, kept for the alarm's life.
    public var number: UInt32
    /// What makes it that alarm.
    public var key: AlarmKey
    /// Who reports it.
    public var subject: FaultSubject
    /// The severity that the devices give it.
    public var severity: FaultSeverity
    /// What happened, as last reported.
    public var text: String
    /// When it was raised.
    public var firstRaised: Timestamp
    /// When it was reported last.
    public var lastRaised: Timestamp
    /// How often it was reported, the first time included.
    public var count: UInt32
    /// Since when its object is gone; `nil` while it is there.
    public var objectGoneSince: Timestamp?
    /// Whether somebody took note of it.
    public var acknowledged: Bool

    /// Makes an alarm.
    public init(
        number: UInt32, key: AlarmKey, subject: FaultSubject, severity: FaultSeverity, text: String,
        firstRaised: Timestamp, lastRaised: Timestamp, count: UInt32 = 1, objectGoneSince: Timestamp? = nil,
        acknowledged: Bool = false
    ) {
        self.number = number
        self.key = key
        self.subject = subject
        self.severity = severity
        self.text = text
        self.firstRaised = firstRaised
        self.lastRaised = lastRaised
        self.count = count
        self.objectGoneSince = objectGoneSince
        self.acknowledged = acknowledged
    }
}
