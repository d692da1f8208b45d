/// What happens on a simulated site.
public enum Scenario: String, Sendable, CaseIterable {
    /// A calm day: few calls, signals that drift slowly, hardly a fault.
    case quiet
    /// The busiest hour of the day, all the time: radios reach their call limit, calls are handed over.
    case busyHour = "busy-hour"
    /// Beginning after 10 s, one radio in ten falls silent; each is back after some minutes, and the next goes.
    case radioLoss = "radio-loss"
    /// Beginning after 10 s, radios lose their synchronization every few seconds, for each of the five causes.
    case syncStorm = "sync-storm"
    /// After 20 s, and every 10 minutes from then on, the active Master of the mirror is lost and comes back.
    case mirrorSwitch = "mirror-switch"
    /// Beginning after 10 s, faults of all kinds begin and end, 20 a second, on all radios.
    case alarmStorm = "alarm-storm"
}
