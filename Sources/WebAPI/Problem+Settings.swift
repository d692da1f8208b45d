public import Settings
public import WebServer

extension SettingsError: ProblemError {
    /// Settings that were refused, or a file that could not be used.
    public var problem: Problem {
        switch code {
        case .changedOnDisk: Problem(status: 409, title: "Changed on disk", detail: "\(self)")
        case .fileFailed, .exposedSecrets: Problem(status: 500, title: "File not usable", detail: "\(self)")
        case .invalidValue, .missingOption, .unknownName, .invalidText:
            Problem(status: 422, title: "Settings refused", detail: "\(self)")
        }
    }
}
