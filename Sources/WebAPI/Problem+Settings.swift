public import Settings
public import WebServer

extension SettingsError: ProblemError {
    /// Settings that were refused, or a file that could not be used.
    public var problem: Problem {
        switch code {
        case .changedOnDisk: Problem(status: 409, title: "Changed on disk", detail: "\(self)")
        case .fileFailed, .exposedSecrets: Problem(status: 500, title: "File not usable", detail: "\(self)")
        case .invalidValue, .missingOption, .unknownName, .invalidText: refusal
        }
    }

    /// A refusal that names options as fields, so that a form shows it beside them.
    private var refusal: Problem {
        var problem = Problem(status: 422, title: "Settings refused", detail: "\(self)", field: option)
        problem.line = line > 0 ? line : nil
        let errors = ([self] + further).compactMap { error in
            error.option.map { Problem.FieldError(field: $0, detail: error.sentence) }
        }
        if !errors.isEmpty { problem.errors = errors }
        return problem
    }

    /// What is wrong without the line, which a form has not.
    private var sentence: String { message + (suggestion.map { " (did you mean \($0)?)" } ?? "") }
}
