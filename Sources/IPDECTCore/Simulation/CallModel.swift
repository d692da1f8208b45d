import NetworkValues

/// How many calls a site makes, by the hour of the day.
struct CallModel: Sendable {
    /// Calls that each user makes or gets in the busiest hour.
    static let busyHourCallsPerUser = 0.9
    /// Mean length of a call that is answered, in milliseconds.
    static let meanTalkMilliseconds = 95_000.0
    /// How many times the calls of an ordinary busiest hour a site makes in the busy hour scenario.
    static let busyHourFactor = 2.5
    /// Share of the calls in the busy hour scenario that are where most people are, such as at an entrance.
    static let crowdedShare = 0.65
    /// Radios of which one is such a place.
    static let radiosPerCrowdedSpot = 24
    /// Share of the busiest hour by the hour of the day, in UTC: a hospital with a night shift.
    static let dayCurve: [Double] = [
        0.10, 0.08, 0.07, 0.07, 0.09, 0.18, 0.45, 0.72, 0.93, 1.00, 0.97, 0.88, 0.70, 0.78, 0.85, 0.80, 0.68, 0.52,
        0.42, 0.35, 0.28, 0.22, 0.17, 0.13,
    ]

    let users: Int
    let scenario: Scenario

    /// Mean distance between two call attempts of the whole site at `time`, in milliseconds.
    func meanMilliseconds(at time: Timestamp) -> Double {
        let share: Double =
            switch scenario {
            case .busyHour: Self.busyHourFactor
            case .quiet: Self.dayCurve[CalendarDate(time).hour] * 0.05
            default: Self.dayCurve[CalendarDate(time).hour] * 0.5
            }
        let perHour = max(1, Double(users) * Self.busyHourCallsPerUser * share)
        // However large a quiet site is, it makes at most a call in four seconds.
        return max(3_600_000 / perHour, scenario == .quiet ? 4000 : 1)
    }
}
