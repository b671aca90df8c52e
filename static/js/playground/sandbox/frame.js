// sandbox
