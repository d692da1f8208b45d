/// What a device can do at once with its processor (CPU-R, manual 4.23.5): a share of it is set aside for each call, and
/// a larger one for a call with encrypted speech, of which a device takes fewer (manual 4.6.16).
public struct ResourceBudget: Hashable, Sendable {
    /// Calls that go through the device.
    public var calls: UInt32
    /// Those of them with encrypted speech.
    public var encryptedCalls: UInt32
    /// Calls that can go through it at once.
    public var callLimit: UInt32
    /// Encrypted ones, at once.
    public var encryptedCallLimit: UInt32

    /// Makes the budget of a device with calls.
    public init(model: DeviceModel, calls: UInt32, encryptedCalls: UInt32, callLimit: UInt32? = nil) {
        self.calls = calls
        self.encryptedCalls = encryptedCalls
        self.callLimit = callLimit ?? model.callLimit
        encryptedCallLimit = model.encryptedCallLimit
    }

    /// The share in use, 0 to 1: of calls or of encrypted calls, whichever is nearer to its limit. At 1 the device
    /// refuses another call of that kind.
    public var utilization: Double {
        max(Self.share(calls, of: callLimit), Self.share(encryptedCalls, of: encryptedCallLimit))
    }

    /// Whether it is encryption that uses up the budget.
    public var isBoundByEncryption: Bool {
        Self.share(encryptedCalls, of: encryptedCallLimit) > Self.share(calls, of: callLimit)
    }

    private static func share(_ used: UInt32, of limit: UInt32) -> Double {
        limit == 0 ? (used == 0 ? 0 : 1) : min(1, Double(used) / Double(limit))
    }
}

extension Radio {
    /// The device's resource budget with the calls that go through it now.
    public var resources: ResourceBudget {
        ResourceBudget(
            model: report.model, calls: callCount, encryptedCalls: encryptedCallCount, callLimit: callLimit)
    }
}
