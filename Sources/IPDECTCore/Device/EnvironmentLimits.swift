/// When the environment of a gateway is a fault (0x000f0001 to 0x000f0010).
///
/// The manual names the faults and, in 4.23.9, the largest current: 5.2 A at 48 V, 1.9 A at 110 V and 0.9 A at 230 V. The
/// other limits are ours: a fault begins at the first value and ends only at the second, so that it does not come and go.
public enum EnvironmentLimits {
    /// Degrees Celsius from which the temperature is high, and below which it is high no longer.
    public static let highTemperatureCelsius: (begins: Int16, ends: Int16) = (65, 60)
    /// Milliwatts above which the consumption is high, and up to which it is high no longer: 5.2 A at 48 V.
    public static let highPowerMilliwatts: (begins: UInt32, ends: UInt32) = (249_600, 240_000)
    /// Millivolts below which a supply of direct current is low, and from which it is low no longer.
    public static let lowSupplyMillivolts: (begins: UInt32, ends: UInt32) = (40_000, 42_000)
    /// Millivolts above which a supply of direct current is high, and up to which it is high no longer.
    public static let highSupplyMillivolts: (begins: UInt32, ends: UInt32) = (57_000, 56_000)
    /// Millivolts from which the supply is one of alternating current.
    public static let alternatingMillivolts: UInt32 = 80_000
    /// The same as for direct current, for a supply of 110 V to 230 V.
    public static let lowAlternatingMillivolts: (begins: UInt32, ends: UInt32) = (90_000, 95_000)
    /// The same as for direct current, for a supply of 110 V to 230 V.
    public static let highAlternatingMillivolts: (begins: UInt32, ends: UInt32) = (264_000, 258_000)

    /// Whether the temperature is high. `wasHigh` says whether the fault stands.
    static func isHot(_ environment: Environment, wasHigh: Bool) -> Bool {
        environment.temperatureCelsius >= (wasHigh ? highTemperatureCelsius.ends : highTemperatureCelsius.begins)
    }

    /// Whether the consumption is high.
    static func isHungry(_ environment: Environment, wasHigh: Bool) -> Bool {
        environment.powerMilliwatts > (wasHigh ? highPowerMilliwatts.ends : highPowerMilliwatts.begins)
    }

    /// Whether the supply voltage is low.
    static func isSupplyLow(_ environment: Environment, wasLow: Bool) -> Bool {
        let limits = environment.isAlternating ? lowAlternatingMillivolts : lowSupplyMillivolts
        return environment.supplyMillivolts < (wasLow ? limits.ends : limits.begins)
    }

    /// Whether the supply voltage is high.
    static func isSupplyHigh(_ environment: Environment, wasHigh: Bool) -> Bool {
        let limits = environment.isAlternating ? highAlternatingMillivolts : highSupplyMillivolts
        return environment.supplyMillivolts > (wasHigh ? limits.ends : limits.begins)
    }
}

extension Environment {
    fileprivate var isAlternating: Bool { supplyMillivolts >= EnvironmentLimits.alternatingMillivolts }
}
